import { h } from "./dom.js";
import { common } from "./texts.js";

export const overview = {
  role: "reader",
  title: () => common("overview"),
  async show(place) {
    place.append(h("p", {}, common("nothing")));
  },
};
