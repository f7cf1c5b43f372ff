/** SQL by the owner of the tables: children of one branch whose school year is planned; how they came to be is left out. */
export function manyChildren(count: number, schoolYear: string, opensOn: string): string {
  return `
    alter table scholarship_award disable trigger user;
    alter table scholarship_year disable trigger user;
    insert into branch (code, name, zone, phone) values ('BNC', 'Kantor Uji', 'Asia/Makassar', '0') on conflict do nothing;
    insert into claim (number, type, branch_id, created_by, created_at, moved_at)
      select 'JKM-BNC-1', 'jkm_death', id, 'many', now(), now() from branch where code = 'BNC' on conflict do nothing;
    with awards as (
      insert into scholarship_award (claim_id, participant_nik_index, slot, child_name, child_birth_date, plan, plan_total, awarded_at,
        state, reference_date)
      select c.id, decode(md5('${schoolYear}' || n), 'hex'), 1, 'Anak ' || n, '2014-01-01', '[]', 0, now(), 'active', '2022-10-11'
      from claim c, generate_series(1, ${count}) n where c.number = 'JKM-BNC-1' returning id, claim_id)
    insert into scholarship_year (award_id, branch_id, school_year, opens_on, closes_on, catch_up_until, expected_level, expected_grade, expected_amount)
      select a.id, c.branch_id, '${schoolYear}', '${opensOn}', '2027-06-30', '2032-06-30', 'SMP', '7', 2000000
      from awards a join claim c on c.id = a.claim_id;
    alter table scholarship_award enable trigger user;
    alter table scholarship_year enable trigger user;
    analyze scholarship_award; analyze scholarship_year;`
}
