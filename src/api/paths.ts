/** Every path of the machine door begins with one of these. */
export const API = 'api'
export const V1 = 'api/v1'
