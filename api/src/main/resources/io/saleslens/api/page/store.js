import { h } from "./dom.js";
import { common } from "./texts.js";

export const store = {
  role: "reader",
  title: () => common("stores"),
  async show(place) {
    place.append(h("p", {}, common("nothing")));
  },
};
