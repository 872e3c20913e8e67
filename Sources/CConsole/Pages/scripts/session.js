// Who is signed in. Kept in memory alone; the cookie is not readable here.

let current = null;
const listeners = new Set();

/** The session, `{account, permissions, csrfToken}`; `null` where nobody is signed in. */
export const session = () => current;

/** Whether whoever is signed in may do this, such as `applications:write`. */
export const can = (permission) => current?.permissions.includes(permission) ?? false;

/** Replaces the session, and tells those who asked. */
export function setSession(value) {
  current = value;
  for (const listener of listeners) listener(value);
}

/** Has `listener` called at each change of the session. */
export const onSession = (listener) => listeners.add(listener);
