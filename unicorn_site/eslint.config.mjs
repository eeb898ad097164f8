// What the linter holds: JavaScript's own pitfalls, Lit templates, custom elements, and accessible markup.
// Layout is Prettier's, types are TypeScript's (`tsc --checkJs`).

import js from '@eslint/js';
import globals from 'globals';
import lit from 'eslint-plugin-lit';
import a11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';

const NODE = ['unicorn_site/*.mjs', 'unicorn_site/tests/**', 'unicorn_site/tools/**', 'tests/integration/browser/**'];

export default [
  { ignores: ['**/node_modules/', '**/generated/', '.venv/', '.build/'] },
  js.configs.recommended,
  lit.configs['flat/all'],
  wc.configs['flat/best-practice'],
  a11y.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      complexity: ['error', 12],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'lit/no-template-arrow': 'off', // the templates of lists give each entry a listener of its own
      'lit/no-template-map': 'off',
      'no-control-regex': 'off', // control characters are what those patterns look for
      'no-implicit-coercion': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  { files: NODE, languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
