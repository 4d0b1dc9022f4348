package io.saleslens.indexer.imports.file;

import java.util.BitSet;

/**
 * Whether text that was decoded as CP949 is Korean: nearly any bytes of western, Chinese or
 * Japanese text are some Hangul there, but seldom syllables that are in use, and often between
 * letters.
 */
final class KoreanText {
  /** Of what is no ASCII and no sign, three in four must be syllables that are in use. */
  private static final int OF = 4;

  private static final int USUAL = 3;

  /** Those of nearly all Korean text, and of names, foods and places. */
  private static final String SYLLABLES =
      "가각간갈감갑값갓강같개객갯갱거건걸검것게겟겠겨격견결겹경계고골곱곳공과곽관괄광교구국군굴굼"
          + "굽궈권귀규균그근글금급기긴길김깁깃깅깊까깨깻께꼬꼴꽃꾸꿀꿈꿉꿔뀌뀐끄끊끔끝나낙낚난날남납났"
          + "내낸낼냄냅냈냉냐냠너널넘넛넣네넥넷년노논농높놓누눌뉴느는늘능니닉닌님닙다닥단닫달닭답당대댄"
          + "더덕던덜덤덮데덱덴델도독돈돌돔동돼되된될됨됩두둘둡둥뒤뒷듈드득든들듬듭등디딤딩따딸땅때떡떤"
          + "떼또똑뚜뚝뚱뛰뜀뜁뜨뜰라락란랄람랍랑래랙랜램랩랫략량러럭런럼럽렇레렉렌려력련렬렸령로록론롤"
          + "롬롭롯뢰료루룬룰룸룹류률륨르른를름릅리릭린릴림립릿링마막만많말맑맘망맞매맥맨맵맷맹머먹먼멀"
          + "멈멋메멕멘멜멤며면명몇모목몬몰못몽무묵묶문물뭉므미민밀밋밍및밑바박밖반받발밥방밭배백뱅버번"
          + "벌범법벗벚베벤벨벳변별볏병볕보복볶본볼봄봅봉부북분불붙뷔뷰브블비빈빌빙빛빠빵빼빽뻥뼈뽀뽕뿌"
          + "뿍사삭산살삼상새색샐샘생샤샵샷샹서석선설섬성세섹센셀셋셔션셰셸소속손솔솜송솥쇄쇠쇼수숙순술"
          + "숨숫숯숲쉐쉑쉘쉼슈스슨슬습슷승시식신실심십싱쌀쌈쌍써썬썸쎄쎈쏠쑤쑥쓰쓸씁씨아악안않알암압앗"
          + "았앙앞애액앤앵야약얌양어언얻얼엄업없었에엔엘엠여역연열염엽영예옐옛오옥온올옮옴옵옷옹와완왈"
          + "왓왔왕외왼요용우운울움웁웃웅워웍원월웨웰위윈윙유육윤율으은을음읍응의이인일읽임입있잉잎자작"
          + "잔잘잠잡잣장재잭저적전절점접정젖제젝젤젯져졌조족존종주죽준줄줌줍중쥐쥬즈즉즐즘증지직진질짐"
          + "집짓징짚짜짝짧짬짱째쪼쪽쫄쭈쭉찌찐찜차찬참찹찻창찾채책챔처천철첫청체첼쳐초촌총최추축춘출춤"
          + "춥충취츄츠측치칙칠침칩칭카칸칼캐캔캘캠커컨컬컴케켄켓코콘콜콤콩쾌쿠쿡쿨쿼퀀퀵퀸큐크큰클큼큽"
          + "키킨킴킷킹타탁탄탈탐탑탕태택탬탭터턴테텍텐템토톡톰통퇴투튀튜트특튼틀틈티틴틸팅파판팔팜팟팡"
          + "패팩퍼펍페펜펠펫펴편평포폭폴폼표푸풀품퓨프플피픽핀필핑하한할함합핫항해핸햄햇했행향허험헝헤"
          + "헨헬현협형혜호혹혼홈홍화확환활황회획횟효후훈훌훠휘휠휴흐흑흙흥희히힌힐";

  private static final BitSet COMMON = new BitSet();

  static {
    SYLLABLES.chars().forEach(COMMON::set);
  }

  private long usual;
  private long unusual;
  private char before = ' ';
  private char last = ' ';

  /** The next character of the text. */
  void add(char c) {
    if (isLetter(c) && COMMON.get(last) && isLetter(before)) {
      // one syllable in the middle of a western word
      usual--;
      unusual++;
    }
    if (COMMON.get(c)) {
      usual++;
    } else if (c >= 0x80 && !isSign(c)) {
      unusual++;
    }
    before = last;
    last = c;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** Punctuation, signs of units and the like, wide Latin letters, and single letters of Hangul. */
  private static boolean isSign(char c) {
    return c >= 0xff00 && c <= 0xff5e
        || c >= 0x3131 && c <= 0x318e
        || !Character.isLetter(c) && Character.getType(c) != Character.PRIVATE_USE;
  }

  /** Whether all that was added is Korean. */
  boolean isKorean() {
    return usual > 0 && OF * usual >= USUAL * (usual + unusual);
  }
}
