import type { Command } from 'commander'
import { withProduct } from './with-product.js'

interface MemberOptions {
  name: string
  branch: string
  role: string[]
  limit?: string
}

interface BranchOptions {
  name: string
  zone: 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'
  phone: string
}

/** Branches and staff are written with the owner's login, never by the running application. */
export function registerStaffCommands(program: Command): void {
  const staff = program
    .command('staff')
    .description('Kantor cabang dan petugas (dengan login pemilik basis data)')
  staff
    .command('add-branch')
    .argument('<kode>', 'tiga huruf besar, misalnya PSR')
    .requiredOption('--name <nama>', 'nama kantor')
    .requiredOption('--zone <zona>', 'Asia/Jakarta, Asia/Makassar atau Asia/Jayapura')
    .requiredOption('--phone <telepon>', 'nomor telepon kantor')
    .description('Buka kantor cabang')
    .action((code: string, options: BranchOptions) =>
      withAccounts((accounts) => accounts.createBranch({ code, ...options })),
    )
  staff
    .command('add')
    .argument('<nama-pengguna>')
    .requiredOption('--name <nama>', 'nama lengkap')
    .requiredOption('--branch <kode>', 'kantor cabang')
    .requiredOption('--role <peran...>', 'satu peran atau lebih, misalnya verifier')
    .option('--limit <rupiah>', 'batas persetujuan, hanya untuk approver')
    .description('Tambah petugas; kata sandi dibaca dari variabel SANTUN_PASSWORD')
    .action((username: string, options: MemberOptions) =>
      withAccounts((accounts) => accounts.createMember(memberOf(username, options))),
    )
  staff
    .command('deactivate')
    .argument('<nama-pengguna>')
    .description('Tutup akun dan semua sesinya; klaimnya kembali ke antrean')
    .action((username: string) => withAccounts((accounts) => accounts.deactivate(username)))
  staff
    .command('reset-factor')
    .argument('<nama-pengguna>')
    .description('Hapus pengaman kedua milik petugas yang kehilangan HP; dipasang lagi saat masuk berikutnya')
    .action((username: string) => withAccounts((accounts) => accounts.resetSecondFactor(username)))
  staff
    .command('apply')
    .description('Jalankan perubahan akun yang diminta di halaman Pengguna dan disetujui orang kedua')
    .action(applyChanges)
  staff
    .command('link')
    .argument('<nama-pengguna>')
    .argument('<subjek>', 'pengenal petugas (sub) pada penerbit akun kantor')
    .requiredOption('--issuer <alamat>', 'penerbit akun kantor, seperti SANTUN_OIDC_ISSUER')
    .description('Izinkan petugas masuk dengan akun kantornya')
    .action((username: string, subject: string, { issuer }: { issuer: string }) =>
      withAccounts((accounts) => accounts.link(username, new URL(issuer).href, subject)),
    )
  staff
    .command('release')
    .argument('<nama-pengguna>')
    .description('Kembalikan semua klaim seorang petugas ke antrean, misalnya saat ia cuti')
    .action(releaseClaims)
}

function memberOf(username: string, { name, branch, role, limit }: MemberOptions) {
  const password = process.env.SANTUN_PASSWORD
  if (!password)
    throw new Error(
      'Taruh kata sandi baru dalam variabel SANTUN_PASSWORD, supaya tidak tersimpan di riwayat perintah.',
    )
  const roles = role.map((each) =>
    each === 'approver' && limit ? { role: each, approvalLimit: BigInt(limit) } : { role: each },
  )
  return { username, displayName: name, password, branchCode: branch, roles }
}

async function applyChanges(): Promise<void> {
  await withProduct(async (product) => {
    const { StaffChangeApplier } = await import('../staff/staff-change-applier.service.js')
    const applied = await product.get(StaffChangeApplier, { strict: false }).applyAgreed()
    for (const { kind, username, password } of applied)
      process.stdout.write(`${kind} ${username}${password ? `, kata sandi awal: ${password}` : ''}\n`)
    process.stdout.write(`${applied.length} perubahan dijalankan.\n`)
  })
}

async function releaseClaims(username: string): Promise<void> {
  await withProduct(async (product) => {
    const { ClaimAssignments } = await import('../claims/claim-assignment.service.js')
    const count = await product.get(ClaimAssignments, { strict: false }).releaseAllOf(username, 'away')
    process.stdout.write(`${count} klaim kembali ke antrean.\n`)
  })
}

async function withAccounts(
  work: (accounts: import('../staff/staff-accounts.service.js').StaffAccounts) => Promise<unknown>,
): Promise<void> {
  await withProduct(async (product) => {
    const { StaffAccounts } = await import('../staff/staff-accounts.service.js')
    await work(product.get(StaffAccounts, { strict: false }))
    process.stdout.write('Selesai.\n')
  })
}
