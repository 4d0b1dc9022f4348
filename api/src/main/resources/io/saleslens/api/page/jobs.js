import { h } from "./dom.js";
import { common } from "./texts.js";

export const jobs = {
  role: "reader",
  title: () => common("jobs"),
  async show(place) {
    place.append(h("p", {}, common("nothing")));
  },
};
