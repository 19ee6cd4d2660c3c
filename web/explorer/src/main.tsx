import { render } from 'preact';
import { App } from './app.tsx';
import { loadLanguage } from './language.ts';
import { watchNavigation } from './navigation.ts';
import './styles/index.css';

watchNavigation();
await loadLanguage();
render(<App />, document.getElementById('page')!);
