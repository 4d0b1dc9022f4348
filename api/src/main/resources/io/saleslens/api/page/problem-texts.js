import { session } from "./session.js";
import { texts } from "./texts.js";

/** What the API allows, which it says in English, piece by piece. */
const ALLOWED = [
  [/^one or more values, parted by commas, none empty/, "쉼표로 구분한 하나 이상의 값(빈 값 제외)"],
  [/^a text that is not empty/, "비어 있지 않은 글자"],
  [/^a whole number from 0, of at most 18 digits/, "0 이상, 18자리 이하의 정수"],
  [/^a number from 0 with at most 4 decimals, such as 2\.5/, "0 이상, 소수점 아래 4자리 이하의 수(예: 2.5)"],
  [/^a whole number from 1 to (\d+)/, "1부터 $1까지의 정수"],
  [/^a date of the years 1900 to 9999, such as 2023-05-01/, "1900년부터 9999년까지의 날짜(예: 2023-05-01)"],
  [/^a date such as 20230501 or 2023-05-01/, "날짜(예: 20230501 또는 2023-05-01)"],
  [/^no later than 'to', which is ([\d-]+)/, "'to'의 값 $1보다 늦지 않은 날짜"],
  [/^one of the (\d+) days up to the last, which is ([\d-]+)/, "마지막 날 $2까지의 $1일 중 하루"],
  [/^the 'next' of another page/, "다른 페이지의 'next' 값"],
  [/^left out where the whole list is answered, as CSV or NDJSON/, "CSV나 NDJSON으로 전체 목록을 받을 때는 지정하지 않음"],
  [/^a name of 1 to 255 characters/, "1~255자의 이름"],
  [/^1 to 64 lower-case letters, digits, dots, hyphens and underscores, such as shop-50/, "영문 소문자, 숫자, 점, 붙임표, 밑줄 1~64자(예: shop-50)"],
  [/^1 to 128 printable ASCII characters/, "인쇄할 수 있는 ASCII 문자 1~128자"],
  [/^given where 'to' is/, "'to'를 지정할 때 함께 지정"],
  [/^a JSON object, each of its members given once/, "각 항목이 한 번씩만 있는 JSON 객체"],
  [/^a JSON object/, "JSON 객체"],
  [/^one of (.+?)(?=, as neither|, and given once|$)/, "다음 중 하나: $1"],
  [/^(\w+(?: or \w+)+)/, (them) => them.replaceAll(" or ", " 또는 ")],
];

const BEHIND = [
  [", as neither the Content-Type nor 'file_name' tells the format", "(Content-Type과 'file_name'으로 형식을 알 수 없음)"],
  [", and given once", "(한 번만 지정)"],
];

function inKorean(allowed) {
  const [known, words] = ALLOWED.find(([it]) => it.test(allowed)) ?? [];
  return BEHIND.reduce((text, [end, said]) => text.replace(end, said), known ? allowed.replace(known, words) : allowed);
}

function member(value) {
  if (Array.isArray(value)) {
    return value.map(member).join(", ") || (session.language === "ko" ? "없음" : "none");
  }
  return String(value ?? "");
}

/**
 * A problem of the API in the language of the session. In English the server says it itself, but for
 * what the page knows better.
 */
export function inWords(problem, more = {}) {
  const key = problem.code === "not_found" && problem.value === undefined ? "not_found_yet" : problem.code;
  const known = TEXTS[session.language];
  if (!Object.hasOwn(known, key)) {
    return session.language === "ko" ? t("other", problem) : problem.detail;
  }
  const values = { ...problem, ...more };
  for (const name of Object.keys(values)) {
    values[name] = member(values[name]);
  }
  if (session.language === "ko" && problem.allowed && !Array.isArray(problem.allowed)) {
    values.allowed = inKorean(problem.allowed);
  }
  return t(key, values);
}

const TEXTS = {
  en: {
    forbidden: "Your token is of a {role}; this takes one of an {needed}.",
    no_jobs_here: "This server runs no jobs. Open the page of one that was started by ./saleslens run, or use the command line.",
    too_many_runs_wait: "Too many runs wait already. Wait until some are done, or stop some.",
    run_ended: "This run has ended by itself in the meantime.",
  },
  ko: {
    // what is asked
    unknown_parameter: "'{parameter}' 매개변수는 여기에 없습니다. 사용할 수 있는 매개변수: {known}.",
    missing_parameter: "'{parameter}' 매개변수가 없습니다. 허용되는 값: {allowed}.",
    invalid_parameter: "'{parameter}' 매개변수의 값이 '{value}'입니다. 허용되는 값: {allowed}.",
    unknown_field: "'{value}' 필드는 여기에 없습니다. 사용할 수 있는 필드: {known}.",
    invalid_cursor: "'after' 값이 이 필터와 순서로 본 이 목록의 것이 아닙니다. 앞 페이지의 'next' 값을 주고, 'limit' 외에는 바꾸지 마십시오.",
    cursor_expired: "이어서 볼 목록의 상태가 더 이상 보관되어 있지 않습니다. 각 페이지를 연 뒤 5분 동안 보관합니다. 'after' 없이 처음부터 다시 시작하십시오.",
    not_acceptable: "'{header}' 헤더가 '{value}'입니다. 여기서 답할 수 있는 형식: {allowed}.",
    not_found: "'{value}' 항목을 찾을 수 없습니다.",
    not_found_yet: "아직 계산된 날이 없습니다. ./saleslens refresh 명령을 실행하십시오.",
    unknown_route: "이 주소에는 아무것도 없습니다.",
    method_not_allowed: "이 주소에서는 이 방식(메서드)의 요청에 답하지 않습니다.",
    bad_request: "요청을 읽을 수 없습니다.",
    // who asks
    unauthenticated: "유효한 토큰이 필요합니다. 'Authorization: Bearer <토큰>' 헤더로 보내십시오.",
    forbidden: "현재 토큰의 권한은 {role}입니다. {needed} 권한이 필요합니다.",
    foreign_origin: "토큰이 없는 서버는 다른 사이트나 포트의 웹 페이지에 답하지 않습니다. 열어 주려면 saleslens.api.tokens 를 설정하십시오.",
    header_needed: "토큰이 없는 서버에서 무언가를 바꾸려면 'X-Saleslens: 1' 헤더가 필요합니다. Idempotency-Key, 또는 application/json 이나 text/csv 처럼 HTML 양식에 없는 Content-Type 으로도 됩니다.",
    misdirected: "토큰이 없는 서버는 localhost 처럼 이 컴퓨터만의 이름으로만 답합니다. 다른 곳에 열어 주려면 saleslens.api.tokens 를 설정하십시오.",
    too_many_requests: "요청이 너무 잦습니다. 잠시 후 다시 시도하십시오.",
    // bodies
    invalid_body: "본문을 읽을 수 없습니다. 허용되는 본문: {allowed}.",
    unknown_member: "본문에 '{member}' 항목은 쓸 수 없습니다. 사용할 수 있는 항목: {known}.",
    missing_member: "본문에 '{member}' 항목이 없습니다. 허용되는 값: {allowed}.",
    invalid_member: "본문의 '{member}' 항목의 값이 '{value}'입니다. 허용되는 값: {allowed}.",
    body_too_large: "본문이 여기서 받는 크기보다 큽니다.",
    unsupported_media_type: "본문의 Content-Type이 '{value}'입니다. 허용되는 값: {allowed}.",
    incomplete_body: "본문이 중간에 끊겼습니다. 아무것도 처리하지 않았으니 다시 보내십시오.",
    // jobs
    no_jobs_here: "이 서버는 작업을 실행하지 않습니다. ./saleslens run 으로 시작한 서버의 화면을 열거나 명령줄을 사용하십시오.",
    too_many_runs_wait: "대기 중인 실행이 너무 많습니다. 일부가 끝날 때까지 기다리거나 중지하십시오.",
    run_ended: "그사이 이 실행이 스스로 끝났습니다.",
    job_starts_itself: "'import' 작업은 파일이 들어오면 실행되며 따로 시작할 수 없습니다. POST /api/v1/imports 로 파일을 보내거나, POST /api/v1/imports/<task_id>/retries 로 다시 시도하십시오.",
    idempotency_key_reused: "이 Idempotency-Key는 내용이 다른 요청에 이미 쓰였습니다. 다른 키를 사용하십시오.",
    // imports
    imports_not_configured: "이 서버는 파일을 가져올 수 없습니다. 가져온 판매를 보관할 곳({setting})이 설정되어 있지 않습니다.",
    imports_unusable: "가져온 판매를 보관하는 곳을 설정된 대로 사용할 수 없습니다. 이유는 서버 로그에 있습니다.",
    imports_unavailable: "지금은 파일을 받을 수 없습니다. 저장된 것은 없으니 나중에 다시 보내십시오. 이유는 서버 로그에 있습니다.",
    storage_full: "파일을 둘 공간이 없습니다. 저장된 것은 없으니 공간이 생기면 다시 보내십시오. 위치는 서버 로그에 있습니다.",
    day_already_collected: "{source}의 {days} 판매는 다른 내용으로 이미 수집되어 있습니다. 아무것도 처리하지 않았습니다. 'replace=true'를 주면 파일이 이 날들을 대체합니다.",
    nothing_accepted: "파일에 받아들일 수 있는 판매가 없습니다(거부된 행: {rows_refused}). 아무것도 처리하지 않았습니다.",
    import_not_to_be_retried: "가져오기의 상태가 {state}입니다. stored 또는 failed 상태일 때만 다시 시도할 수 있습니다.",
    malformed_file: "파일이 그 형식에 맞지 않습니다. 서버의 설명: {detail}",
    unclear_encoding: "파일의 문자 인코딩이 분명하지 않거나 지정한 것과 다릅니다. 서버의 설명: {detail}",
    unreadable_file: "파일을 열거나 끝까지 읽을 수 없습니다. 서버의 설명: {detail}",
    file_too_large: "파일이나 그 일부가 허용된 크기보다 큽니다. 서버의 설명: {detail}",
    too_many_rows: "파일의 행이 허용된 수보다 많습니다. 서버의 설명: {detail}",
    missing_column: "파일에 꼭 필요한 열이 없습니다. 서버의 설명: {detail}",
    duplicate_column: "파일의 두 열이 같은 필드를 뜻합니다. 서버의 설명: {detail}",
    unclear_column: "취소를 뜻할 수 있는 열의 의미가 분명하지 않습니다. 서버의 설명: {detail}",
    other_day: "파일이 지정한 날짜와 다른 날의 것입니다. 서버의 설명: {detail}",
    // servers
    busy: "처리 중인 요청이 너무 많습니다. 몇 초 뒤 다시 시도하십시오.",
    mysql_unavailable: "MySQL이 응답하지 않습니다. 자세한 내용은 /health/ready 에 있습니다.",
    elasticsearch_unavailable: "Elasticsearch가 응답하지 않습니다. 자세한 내용은 /health/ready 에 있습니다.",
    elasticsearch_refused: "Elasticsearch가 이 서버의 인증 정보를 받아들이지 않습니다.",
    not_initialized: "Elasticsearch에 인덱스가 없습니다. ./saleslens init 을 실행한 뒤 데이터를 적재하십시오.",
    internal: "서버 오류입니다. 서버 로그에서 이 요청 ID로 찾을 수 있습니다.",
    other: "요청을 처리하지 못했습니다({code}). 서버의 설명: {detail}",
  },
};

const t = texts(TEXTS);
