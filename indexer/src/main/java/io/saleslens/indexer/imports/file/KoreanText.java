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
      "가각간갈감갑값강같개객갯갱거건걸검것게겟겠겨격견결겹경계고골곱곳공과곽관괄광교구국군굴권귀"
          + "규균그근글금급기긴길김깁깃깅깊까깨께꼬꼴꽃꾸꿀꿈꿉뀌뀐끄끊끔끝나낙난날남납났내낸낼냄냅냈냉"
          + "냐너널넘넣네넷년노논농높놓누눌뉴느는늘능니닉닌님닙다닥단닫달닭답당대더던덜덤덮데덱덴델도독"
          + "돈돌동되된될됨됩두둘둡뒤듈드득든들듭등디딩따때떡떤떼또뚝뛰뜀뜁라락란람랍랑래랜램랩랫략량러"
          + "럭런럼럽렇레렉려력련렬렸령로록론롤롬롭롯뢰료루룬룰룹류률륨르른를름릅리릭린릴림립릿링마막만"
          + "많말망맞매맥맨맵맷맹머먼멀멈메멘멤며면명몇모목몬몰못몽무묵묶문물므미민밀밋밍및밑바박밖반받"
          + "발밥방배백뱅버번범법벗베벤벨벳변별병보복볶본볼봄봅봉부북분불붙뷔뷰브블비빈빌빛빠빵빼뼈사삭"
          + "산살삼상새색샘생샤샷서석선설섬성세섹센셀셋셔션셰셸소속손솔송솥쇄수숙순술숨숫쉘쉼슈스슨슬습"
          + "슷승시식신실심십싱쌀쌈쌍써썬쓰쓸씁씨아악안않알암압았앙앞애액야약양어언얻얼엄업없었에엔엘여"
          + "역연열염영예옛오옥온올옮옴옵옷와완왔왕외왼요용우운울움웁웃웅워원월웨위윈유육윤율으은을음응"
          + "의이인일읽임입있자작잔잘잠잡장재잭저적전절점접정제젝젯져졌조족존종주죽준줄줌줍중즈즉즘증지"
          + "직진질짐집짓징짜짝짧째쪽쭈찌찜차찬참찻창찾채책처천철첫청체쳐초촌총최추축출춤춥충취츠측치칙"
          + "칠침칩칭카칸칼캐캘커컨컬컴케켓코콘콜콩쿠쿼퀀큐크큰클큼큽키킨킴킷킹타탁탄탈탐탕태택탬탭터턴"
          + "테텍텐템토톡톰통투튜트특틀티틴틸팅파판팔패팩퍼페펴편평포폭폴폼표푸풀품프플피픽핀필핑하한할"
          + "함합항해핸했행향허험헝헤헨현협형혜호혹혼홈홍화확환활황회획횟효후훈휴흐희히힌";

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
