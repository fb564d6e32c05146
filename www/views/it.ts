// Half a page for an IT team: what the file is, what it may do, what it cannot, and how to check it. It prints on one sheet.
import { html, type TemplateResult } from "lit-html";
import type { State } from "../state.ts";

/** As a browser reads them: the page's own policy, and the notices that it carries. */
const policy = (): string => document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? "";
const notices = (): string => document.getElementById("notices")?.textContent ?? "";

/** Where each command for checking the file runs. */
const COMMANDS = [
  ["it_linux", "sha256sum -c index.html.sha256"],
  ["it_mac", "shasum -a 256 -c index.html.sha256"],
  ["it_windows", "certutil -hashfile index.html SHA256"],
] as const;

export function it({ say, catalogue }: State): TemplateResult {
  const part = (id: string, more?: TemplateResult): TemplateResult =>
    html`<section class="it-part">
      <h3>${say(`it_${id}`)}</h3>
      <p>${say(`it_${id}_says`)}</p>
      ${more}
    </section>`;
  return html`<section class="method-place it" id="it" tabindex="-1" aria-labelledby="it-heading">
    <h2 id="it-heading">${say("it")}</h2>
    <p>${say("it_intro")}</p>
    <div class="it-parts">
      ${part("file")} ${part("kept")} ${part("cannot")}
      ${part(
        "check",
        html`<dl class="commands">
            ${COMMANDS.map(
              ([where, command]) =>
                html`<dt>${say(where)}</dt>
                  <dd><code>${command}</code></dd>`,
            )}
          </dl>
          <p>${say("it_check_then")}</p>`,
      )}
      ${part("policy", html`<p><code class="policy">${policy()}</code></p>`)} ${part("mail")}
      ${part(
        "refused",
        html`<ul>
          ${["scripts", "workers", "storage", "clipboard"].map((what) => html`<li>${say(`it_no_${what}`)}</li>`)}
        </ul>`,
      )}
      ${part(
        "licences",
        html`<details class="govuk-details unprinted">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${say("it_notices")}</span></summary>
          <pre class="notices" tabindex="0" role="region" aria-label=${say("it_notices")}>${notices()}</pre>
        </details>`,
      )}
    </div>
    <p class="muted">${say("print_stamp", { version: catalogue.version })}</p>
  </section>`;
}
