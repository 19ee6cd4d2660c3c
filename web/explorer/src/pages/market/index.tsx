import { NotFound } from '../NotFound.tsx';

/** Not built yet. */
export default NotFound;
