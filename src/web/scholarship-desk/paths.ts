/** The addresses of the pages about scholarships at the desks. */
export const scholarshipPaths = {
  queue: '/petugas/beasiswa',
  year: (id: string, rest = ''): string => `/petugas/beasiswa/${id}${rest}`,
  paper: (id: string, code: string): string => `/petugas/beasiswa/${id}/berkas/${code}`,
  award: (id: string, rest = ''): string => `/petugas/beasiswa/anak/${id}${rest}`,
  decisions: '/pimpinan/beasiswa',
  together: '/pimpinan/beasiswa/bersama',
  runs: '/pimpinan/beasiswa/massal',
  run: (id: string, rest = ''): string => `/pimpinan/beasiswa/massal/${id}${rest}`,
  forecast: '/pimpinan/beasiswa/perkiraan',
}
