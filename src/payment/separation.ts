import pg from 'pg'
import { NotAllowed } from '../platform/problem/problems.js'

/** The database keeps the four duties apart; its refusal as one that a person can read, any other error as it was. */
export function asSeparation(error: unknown): unknown {
  return error instanceof pg.DatabaseError && error.code === 'SN004'
    ? new NotAllowed('Anda memegang tugas lain pada klaim ini; mintalah petugas rekonsiliasi lain.')
    : error
}
