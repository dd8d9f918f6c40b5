create table spans as
select a.x, a.y, b.y as z from edge a join edge b on a.y = b.x join edge c on c.x = a.x and c.y = b.y;
