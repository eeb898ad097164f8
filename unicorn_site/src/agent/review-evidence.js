// Everything that a review judges, each text and photo beside what was said of it.

import { html, nothing } from 'lit';

import { texts as words } from '../texts/reviews.js';

/** @typedef {import("./desk.js").WaitingReview} WaitingReview */
/** @typedef {import("./desk.js").Image} Image */
/** @typedef {import("./workflow.js").Reason} Reason */
/** @typedef {"headline" | "description" | "captions"} Field */

/** @param {WaitingReview} review */
export function evidence({ listing, questions }) {
  const photos = listing.images.filter(({ status }) => status === 'READY');
  const captions = photos.flatMap(({ alt_text, caption }) => [alt_text, caption]).filter(Boolean);
  /** @type {[Field, string | null][]} */
  const texts = [
    ['headline', listing.headline],
    ['description', listing.description],
    ['captions', captions.join('\n') || null],
  ];
  const about = (/** @type {string} */ subject) => questions.filter((one) => isAbout(one, subject));
  const subjects = [...texts.map(([field]) => field), ...photos.map(({ image_id }) => image_id)];
  const others = questions.filter((one) => !subjects.some((subject) => isAbout(one, subject)));
  return html`<h3>${words.judged}</h3>
    <dl class="evidence">
      ${texts.map(([field, text]) => (text ? written(words.fields[field], text, about(field)) : nothing))}
    </dl>
    ${
      others.length
        ? html`<h4>${words.other}</h4>
            ${verdicts(others)}`
        : nothing
    }
    ${photos.length ? html`<h4>${words.photos}</h4>` : nothing}
    <ul class="evidence photos">
      ${photos.map((image, place) => photo(image, words.photo(place + 1, photos.length), about(image.image_id)))}
    </ul>`;
}

/** The subject of a question is a text's field, or the key of a photo's file, which has its id. @param {Reason} question @param {string} subject */
const isAbout = (question, subject) => question.subject === subject || question.subject.includes(`/${subject}/`);

/** @param {string} name @param {string} text @param {Reason[]} questions */
const written = (name, text, questions) =>
  html`<div>
    <dt>${name}</dt>
    <dd class="written">${text}</dd>
    <dd>${verdicts(questions)}</dd>
  </div>`;

/** @param {Image} image @param {string} name @param {Reason[]} questions */
function photo({ urls, width, height, alt_text, caption }, name, questions) {
  const shown = html`<a href=${urls?.['1600'] ?? ''} target="_blank" title=${words.full}>
    <img src=${urls?.['800'] ?? ''} alt=${alt_text || name} width=${width} height=${height} loading="lazy" />
  </a>`;
  return html`<li>
    ${shown}
    <p class="faint">${name}</p>
    ${alt_text ? html`<p>${words.alt}: ${alt_text}</p>` : nothing}
    ${caption ? html`<p>${words.caption}: ${caption}</p>` : nothing} ${verdicts(questions)}
  </li>`;
}

/** What was said of a text or photo. @param {Reason[]} questions */
const verdicts = (questions) =>
  questions.length
    ? html`<ul class="verdicts">
        ${questions.map(({ message }) => html`<li><span class="badge warn">${words.question}</span> ${message}</li>`)}
      </ul>`
    : html`<p class="verdicts"><span class="badge good">${words.accepted}</span></p>`;
