create table nears as
select distinct a.x, b.y from edge a join edge b on a.y = b.x
where a.x <> b.y and not exists (select 1 from edge c where c.x = a.x and c.y = b.y);
