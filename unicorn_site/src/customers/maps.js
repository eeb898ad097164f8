// The maps of the customers' pages: of a search's homes, and of a home. They are one part of the script, for either page.

export * from './homes-map.js';
export * from './place-map.js';
