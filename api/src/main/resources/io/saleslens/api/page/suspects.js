import { h } from "./dom.js";
import { common } from "./texts.js";

export const suspects = {
  role: "analyst",
  title: () => common("suspects"),
  async show(place) {
    place.append(h("p", {}, common("nothing")));
  },
};
