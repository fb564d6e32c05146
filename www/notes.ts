// The window of the speaker's notes: a plain document that this page writes into, in step with the talk.
import { nothing, render, type TemplateResult } from "lit-html";

export interface NotesWindow {
  /** False if the browser lets no window be opened. */
  open(): boolean;
  isOpen(): boolean;
  draw(title: string, text: TemplateResult | null): void;
  close(): void;
}

/** `onKey`: whoever looks at the notes turns the slides from there. */
export function notesWindow(listen: (window: Window) => void): NotesWindow {
  let other: Window | null = null;
  const isOpen = (): boolean => other !== null && !other.closed;

  return {
    isOpen,
    open() {
      if (isOpen()) {
        other?.focus();
        return true;
      }
      try {
        other = window.open("", "pbr-notes", "popup,width=640,height=720");
        if (!other) return false;
        const { head, body, documentElement } = other.document;
        // the very text whose hash the policy of this page allows: a window of its own making inherits the policy
        head.replaceChildren(...[...document.head.querySelectorAll("style, meta[name=color-scheme]")].map((e) => e.cloneNode(true)));
        body.replaceChildren();
        body.className = "notes-window";
        documentElement.lang = document.documentElement.lang;
        listen(other);
        return true;
      } catch {
        other = null; // opened, but not ours to write into
        return false;
      }
    },
    draw(title, text) {
      if (!other || other.closed) return;
      other.document.title = title;
      const { theme } = document.documentElement.dataset;
      if (theme) other.document.documentElement.dataset["theme"] = theme;
      render(text ?? nothing, other.document.body);
    },
    close() {
      other?.close();
      other = null;
    },
  };
}
