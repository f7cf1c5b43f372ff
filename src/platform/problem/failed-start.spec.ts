import { failedStart } from './failed-start.js'
import { InvalidInput } from './problems.js'

const fault = (message: string, more: object): Error => Object.assign(new Error(message), more)

describe('what is said of a start that failed', () => {
  test('names every field of an input, a line each', () => {
    const errors = ['Tulis NIK.', 'Tulis nama.'].map((detail) => ({ pointer: '/x', code: 'X', detail }))
    expect(failedStart(new InvalidInput('', errors), {})).toBe('Tulis NIK.\nTulis nama.')
  })

  test.each([
    ['a port in use', { code: 'EADDRINUSE', port: 3000 }, 'Port 3000 sudah dipakai'],
    [
      'a port for administrators',
      { code: 'EACCES', syscall: 'listen', port: 80 },
      'Port 80 tidak boleh dibuka',
    ],
    [
      'a folder of somebody else',
      { code: 'EACCES', syscall: 'mkdir', path: '/x/.data' },
      '"/x/.data" tidak boleh',
    ],
    ['a disk that is read-only', { code: 'EROFS', path: '/x/.data' }, 'SANTUN_DATA=/folder/lain'],
    ['a full disk', { code: 'ENOSPC' }, 'Ruang simpan sudah penuh'],
    [
      'a server that is not there',
      { code: 'ECONNREFUSED', address: '10.0.0.5', port: 5432 },
      'dari 10.0.0.5:5432',
    ],
    ['a wrong password', { code: '28P01' }, 'kata sandi'],
    ['a database without our schema', { code: '42P01' }, 'npm run santun -- migrate'],
  ])('%s has its cure named', (_, more, words) => {
    expect(failedStart(fault('raw', more), {})).toContain(words)
    expect(failedStart(fault('raw', more), {})).not.toContain('raw')
  })

  test('a name with several addresses is one fault', () => {
    const one = fault('', { code: 'ECONNREFUSED', address: '::1', port: 5432 })
    expect(failedStart(new AggregateError([one, one]), {})).toContain('dari ::1:5432')
  })

  test('anything else keeps its own words, and its stack only for a programmer', () => {
    const other = new Error('SANTUN_MASTER_KEYS wajib diisi')
    expect(failedStart(other, {})).toBe('SANTUN_MASTER_KEYS wajib diisi')
    expect(failedStart(other, { LOG_LEVEL: 'debug' })).toContain('failed-start.spec')
  })
})
