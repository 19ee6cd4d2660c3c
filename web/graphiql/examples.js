// Reads examples.json, which lies next to index.html: an array of
// {"name", "query", "variables"}. `variables` may be an object or JSON text.

function toExample(entry) {
  if (typeof entry?.query !== 'string' || !entry.query.trim()) return null;
  const { name, query, variables } = entry;
  let text = '';
  if (typeof variables === 'string') {
    text = variables;
  } else if (variables && Object.keys(variables).length > 0) {
    text = JSON.stringify(variables, null, 2);
  }
  return { name: typeof name === 'string' && name ? name : 'Example', query, variables: text };
}

/** The examples, or an empty list when the file is missing or is not valid. */
export async function loadExamples() {
  try {
    const response = await fetch('./examples.json', { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const entries = await response.json();
    return Array.isArray(entries) ? entries.map(toExample).filter(Boolean) : [];
  } catch (error) {
    console.warn('The example queries could not be loaded.', error);
    return [];
  }
}
