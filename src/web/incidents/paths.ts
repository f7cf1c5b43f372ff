/** The addresses of the pages about work accidents. */
export const incidentPaths = {
  list: '/petugas/kecelakaan',
  notice: '/petugas/kecelakaan/baru',
  liabilities: '/petugas/kecelakaan/tanggungan',
  incident: (number: string, rest = ''): string => `/petugas/kecelakaan/${number}${rest}`,
  door: '/lapor',
  doorForm: (form: string): string => `/lapor/${form}`,
}
