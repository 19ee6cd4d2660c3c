// The page for frames: what its address says are the attributes of its element.
const element = document.querySelector('open-doors');
const said = new URLSearchParams(location.search);
for (const name of ['market', 'from', 'sector', 'lang']) {
  const value = said.get(name);
  if (value) element.setAttribute(name, value);
}
document.documentElement.lang = said.get('lang') ?? navigator.language;
