import { h } from "./dom.js";
import { common } from "./texts.js";

export const days = {
  role: "reader",
  title: () => common("days"),
  async show(place) {
    place.append(h("p", {}, common("nothing")));
  },
};
