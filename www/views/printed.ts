// On paper only: every input with its status, and the version that answered.
import { html, type TemplateResult } from "lit-html";
import type { View } from "../gen/pbr.js";
import type { State } from "../state.ts";
import { plain } from "./parts.ts";

export const printed = (state: State, view: View): TemplateResult =>
  html`<section class="printed" aria-hidden="true">
    <h2>${state.say("print_inputs")}</h2>
    <p>${plain(view.provenance)}</p>
    <table>
      <tbody>
        ${view.inputs.map(
          (i) =>
            html`<tr>
              <td>${i.name}</td>
              <td class="printed-value">${i.text}</td>
              <td>${i.status}</td>
              <td>${i.source ?? ""}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>${state.say("print_stamp", { version: state.catalogue.version })}</p>
  </section>`;
