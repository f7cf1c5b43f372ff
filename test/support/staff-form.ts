import type { Test } from 'supertest'
import { csrfOf } from '../../src/web/shared/csrf.js'
import type { Caller } from './app.js'

/** A form of a page for staff, as a page of ours sends it. */
export function sendForm(caller: Caller, path: string, fields: object): Test {
  const token = csrfOf({ get: () => `Bearer ${caller.token}`, cookies: {} } as never)
  return caller
    .post(path, fields)
    .set('Sec-Fetch-Site', 'same-origin')
    .set('Accept', 'text/html')
    .set('X-CSRF-Token', token)
}
