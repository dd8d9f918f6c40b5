create table path as
with recursive path(x, y) as (select x, y from edge union select path.x, edge.y from path join edge on path.y = edge.x)
select * from path;
create table misses as
select a.x, b.x as y from node a, node b where not exists (select 1 from path where path.x = a.x and path.y = b.x);
create table reach as select node.x, count(path.y) as n from node left join path on path.x = node.x group by node.x;
