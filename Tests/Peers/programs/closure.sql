create table path as
with recursive path(x, y) as (select x, y from edge union select path.x, edge.y from path join edge on path.y = edge.x)
select * from path;
