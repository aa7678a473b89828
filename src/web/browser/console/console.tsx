import { render } from 'preact';
import { AppShell } from './app-shell.tsx';

const place = document.getElementById('console');
const language = document.documentElement.lang === 'en' ? 'en' : 'ja';

if (place) render(<AppShell language={language} />, place);
