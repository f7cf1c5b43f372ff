import { ApiProperty } from '@nestjs/swagger'
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator'
import type { SignedIn } from '../../platform/login/signed-in.js'
import { staffRoles } from '../../platform/login/staff-roles.js'

export class SignInDto {
  @IsString({ message: 'Tulis nama pengguna Anda.' })
  @Length(1, 100, { message: 'Tulis nama pengguna Anda.' })
  username: string

  @IsString({ message: 'Tulis kata sandi Anda.' })
  @Length(1, 200, { message: 'Tulis kata sandi Anda.' })
  password: string

  /** Where the account has a second factor: the code of the application, or a recovery code. */
  @IsOptional()
  @IsString({ message: 'Tulis kode dari aplikasi Anda.' })
  @Length(6, 40, { message: 'Tulis kode dari aplikasi Anda.' })
  code?: string

  /** For browsers: the session comes as a cookie that no script can read, instead of a token. */
  @IsOptional()
  @IsBoolean({ message: 'Jawab true atau false.' })
  cookie?: boolean
}

export class BranchDto {
  @ApiProperty({ example: 'PSR' })
  code: string

  @ApiProperty({ example: 'Kantor Cabang Paser' })
  name: string
}

export class HeldRoleDto {
  @ApiProperty({ enum: staffRoles })
  role: string

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Rupiah; the largest decision this approver takes alone',
  })
  approvalLimit: number | null
}

export class SessionDto {
  @ApiProperty({ example: 'dewi' })
  username: string

  @ApiProperty({ example: 'Dewi Lestari' })
  name: string

  @ApiProperty()
  branch: BranchDto

  @ApiProperty({ type: [HeldRoleDto] })
  roles: HeldRoleDto[]

  @ApiProperty({ format: 'date-time' })
  expiresAt: string

  static of(staff: SignedIn): SessionDto {
    const { username, displayName: name, branch, expiresAt } = staff
    const roles = [...staff.roles].map(([role, limit]) => ({
      role,
      approvalLimit: limit === null ? null : Number(limit),
    }))
    return { username, name, branch: { code: branch.code, name: branch.name }, roles, expiresAt }
  }
}

export class OpenedSessionDto extends SessionDto {
  @ApiProperty({
    required: false,
    description: 'For the header Authorization: Bearer …; absent when a cookie was asked for',
  })
  token?: string
}
