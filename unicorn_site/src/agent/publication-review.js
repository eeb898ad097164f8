// What an agent sees of the review of an own request: that a person looks at it, until when, and what that person said.

import { html, nothing } from 'lit';

import { dateTime, duration } from '../shared/format.js';
import { texts } from '../texts/reviews.js';

const words = texts.agents;

/** @typedef {import("./desk.js").Publication} Publication */

/** Whether a request waits for a person. @param {Publication} publication */
export const waitsForPerson = ({ status, review }) =>
  status === 'PENDING' && review !== null && review.verdict === null;

/** Why a person looks at it, and until when; nothing if none does. @param {Publication} publication @param {number} now */
export function reviewWait(publication, now) {
  const { review, appeal } = publication;
  if (!review || !waitsForPerson(publication)) return nothing;
  const left = Date.parse(review.answer_by) - now;
  return html`<p id="review-left">
      ${words.waits[appeal ? 'appeal' : 'questions']}
      ${left > 0 ? words.until(dateTime(review.answer_by), duration(left)) : words.timeIsUp}
    </p>
    ${appeal ? said(words.yourAppeal, appeal.comment) : nothing}
    ${review.questions.length ? questions(review.questions) : nothing}`;
}

/** What a person has decided, with the comment; nothing if none has. @param {Publication} publication */
export function reviewed({ status, review, reasons }) {
  if (!review?.verdict) return nothing;
  const isReason = reasons.some(({ code }) => code === 'REVIEW_DECLINED'); // whose message is the comment
  if (status !== 'PENDING' && (isReason || !review.comment)) return nothing;
  return html`<p class="message">${review.verdict === 'APPROVED' ? words.approved : words.declined}</p>
    ${review.comment ? said(words.said, review.comment) : nothing}`;
}

/** @param {import("./workflow.js").Reason[]} all */
const questions = (all) =>
  html`<details>
    <summary>${words.looked}</summary>
    <ul>
      ${all.map(({ message }) => html`<li>${message}</li>`)}
    </ul>
  </details>`;

/** What somebody wrote. @param {string} who @param {string} text */
export const said = (who, text) =>
  html`<figure class="said">
    <figcaption class="hint">${who}</figcaption>
    <blockquote class="written">${text}</blockquote>
  </figure>`;
