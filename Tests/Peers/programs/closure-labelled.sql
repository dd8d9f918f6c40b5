create table path as
with recursive path(x, y, z) as (
  select x, y, z from edge
  union
  select path.x, edge.y, path.z from path join edge on path.y = edge.x and path.z = edge.z)
select * from path;
