create table path as
with recursive path(x, y) as (select x, y from edge union select edge.x, path.y from edge join path on edge.y = path.x)
select * from path;
