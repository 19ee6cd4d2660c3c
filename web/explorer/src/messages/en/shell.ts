export const shell = {
  skip: 'Skip to the content',
  search: 'Find an organisation, market or corridor',
  language: 'Language',
  data: 'About the data and its sources',
  api: 'For programs: the API',
  licence: 'Licence: Apache-2.0',
  promise: 'No cookies, no tracking, no personal data. Every fact has its source.',
  /** Said where the page is in another language than the server's sentences. */
  english: '',
  notFound: 'There is no such page',
  toHome: 'Ask a question instead',
};
