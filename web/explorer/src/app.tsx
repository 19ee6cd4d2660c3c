/** The pages and their addresses. Each page is its own file of code, fetched when it is first opened. */
import lazy, { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { NotFound } from './pages/NotFound.tsx';
import { Footer } from './shell/Footer.tsx';
import { Header } from './shell/Header.tsx';

const Home = lazy(() => import('./pages/home/index.tsx'));
const Answer = lazy(() => import('./pages/answer/index.tsx'));
const Organisation = lazy(() => import('./pages/organisation/index.tsx'));
const Market = lazy(() => import('./pages/market/index.tsx'));
const Corridor = lazy(() => import('./pages/corridor/index.tsx'));
const Data = lazy(() => import('./pages/data/index.tsx'));

export function App() {
  return (
    <LocationProvider>
      <Header />
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <Router>
            <Route path="/" component={Home} />
            <Route path="/ask" component={Answer} />
            <Route path="/organisation/:id" component={Organisation} />
            <Route path="/market/:code" component={Market} />
            <Route path="/corridor/:id" component={Corridor} />
            <Route path="/data" component={Data} />
            <Route default component={NotFound} />
          </Router>
        </ErrorBoundary>
      </main>
      <Footer />
    </LocationProvider>
  );
}
