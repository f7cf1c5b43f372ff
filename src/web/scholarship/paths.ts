export const listPath = (number: string): string => `/k/${number}/beasiswa`
export const yearPath = (number: string, yearId: string, place = ''): string =>
  `${listPath(number)}/${yearId}${place && `/${place}`}`
export const childPath = (number: string, awardId: string, place: string): string =>
  `${listPath(number)}/anak/${awardId}/${place}`
