package io.saleslens.app.demo;

import java.time.DayOfWeek;
import java.util.List;

/** The kinds of shops; the figures are rough and only meant to look like Korea's high streets. */
enum StoreKind {
  CONVENIENCE(
      10,
      2.2,
      0.35,
      new Hours(0, 24, new Peak(8, 1, 2), new Peak(12.5, 1.5, 3), new Peak(20, 3, 5)),
      new Week(0, 1, 1, 1, 1, 1.1, 1.05, 0.95),
      new Menu(900, 12_000, 100, 0.45, List.of("생수", "삼각김밥", "컵라면", "캔맥주", "담배", "도시락"))),
  RESTAURANT(
      20,
      1.0,
      0.3,
      new Hours(11, 21.5, new Peak(12.4, 0.7, 4), new Peak(18.8, 1.1, 5)),
      new Week(0.5, 0.9, 0.9, 0.95, 1, 1.2, 1.35, 1.15),
      new Menu(7_000, 19_000, 500, 0.55, List.of("김치찌개", "된장찌개", "냉면", "제육볶음", "갈비탕", "불고기"))),
  OFFICE_LUNCH(
      10,
      1.3,
      0.55,
      new Hours(10.5, 20, new Peak(12.1, 0.4, 8), new Peak(18.5, 0.7, 2)),
      new Week(0.9, 1, 1.05, 1.05, 1.05, 0.95, 0.25, 0.1),
      new Menu(7_500, 13_000, 500, 0.35, List.of("백반", "순두부", "비빔밥", "국밥", "돈까스"))),
  CAFE(
      18,
      1.5,
      0.5,
      new Hours(8, 22, new Peak(8.7, 0.5, 2), new Peak(13, 0.8, 4), new Peak(16, 2, 4)),
      new Week(0.1, 1, 1, 1, 1, 1.1, 1.2, 1.0),
      new Menu(2_500, 7_500, 100, 0.35, List.of("쿠키", "아메리카노", "카페라떼", "바닐라라떼", "에이드", "치즈케이크"))),
  PUB(
      8,
      0.8,
      0.2,
      new Hours(17, 27, new Peak(20, 1.3, 5), new Peak(23.5, 1.5, 4)),
      new Week(0.3, 0.6, 0.7, 0.8, 0.95, 1.7, 1.6, 0.6),
      new Menu(5_000, 32_000, 1_000, 0.65, List.of("소주", "생맥주", "골뱅이", "치킨", "모듬안주"))),
  DELIVERY(
      12,
      1.4,
      0.35,
      new Hours(11, 25, new Peak(12.2, 0.8, 2), new Peak(18.8, 1.2, 5), new Peak(22, 1.5, 3)),
      new Week(0.2, 0.85, 0.85, 0.9, 0.9, 1.25, 1.4, 1.35),
      new Menu(12_000, 34_000, 500, 0.2, List.of("떡볶이 세트", "후라이드", "양념치킨", "피자 L", "족발"))),
  HAIR_SALON(
      7,
      0.4,
      0.45,
      new Hours(10, 20, new Peak(14, 1.8, 5), new Peak(18, 1.2, 4)),
      new Week(0.9, 0.6, 0.6, 0.8, 0.9, 1.2, 1.8, 1.1),
      new Menu(15_000, 190_000, 1_000, 0.05, List.of("드라이", "커트", "클리닉", "염색", "펌"))),
  CLINIC(
      8,
      0.8,
      0.3,
      new Hours(9, 18.5, new Peak(10.3, 0.8, 5), new Peak(15.5, 1.3, 5)),
      new Week(1, 1.5, 1.1, 1, 0.9, 1.1, 0.6, 0),
      new Menu(3_900, 130_000, 100, 0.04, List.of("진료비", "물리치료", "예방접종", "검사", "도수치료"))),
  ACADEMY(
      4,
      0.25,
      0.7,
      new Hours(13, 22, new Peak(15, 1, 4), new Peak(19, 1.5, 4)),
      new Week(1, 1.2, 1.1, 1.1, 1, 1, 0.4, 0),
      new Menu(120_000, 450_000, 10_000, 0.08, List.of("특강", "단과 수강료", "종합 수강료", "방학 특강"))),
  PHARMACY(
      3,
      1.0,
      0.3,
      new Hours(9, 20, new Peak(10.7, 1, 4), new Peak(16, 1.8, 5)),
      new Week(0.8, 1.3, 1.1, 1, 1, 1.1, 0.7, 0.1),
      new Menu(2_000, 38_000, 100, 0.2, List.of("밴드", "조제약", "감기약", "파스", "비타민")));

  /** Hours after midnight; {@code closes} past 24 is on the next day. */
  record Hours(double opens, double closes, Peak... peaks) {}

  /** How likely a shop has a closing day, and sales by weekday, Monday first. */
  record Week(double restsOneDay, double... factors) {
    double on(DayOfWeek day) {
      return factors[day.ordinal()];
    }
  }

  private final double share;
  private final double size;
  private final double regulars;
  private final Hours hours;
  private final Week week;
  private final Menu menu;

  StoreKind(double share, double size, double regulars, Hours hours, Week week, Menu menu) {
    this.share = share;
    this.size = size;
    this.regulars = regulars;
    this.hours = hours;
    this.week = week;
    this.menu = menu;
  }

  /** Share of all shops, relative to the other kinds. */
  double share() {
    return share;
  }

  /** Sales a day, relative to the other kinds. */
  double size() {
    return size;
  }

  /** Share of sales to regular customers. */
  double regulars() {
    return regulars;
  }

  Hours hours() {
    return hours;
  }

  Week week() {
    return week;
  }

  Menu menu() {
    return menu;
  }

  /** Tuition is paid around the turn of the month; elsewhere every day of it is alike. */
  double onDayOfMonth(int day) {
    if (this != ACADEMY) {
      return 1;
    }
    return day <= 5 || day >= 25 ? 2.2 : 0.5;
  }
}
