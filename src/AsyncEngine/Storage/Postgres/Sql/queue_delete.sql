-- All that belongs to a queue, and the queue. Several statements, in this order. Verb: remove queue.
delete from payload
where id in (
    select value
    from (
        select arguments_id as value from job where queue = @queue
        union all select settings_id from job where queue = @queue
        union all select o.result_id from outcome o join job j on j.id = o.id where j.queue = @queue) large
    where value is not null);
delete from outcome where id in (select id from job where queue = @queue);
delete from tag where job_id in (select id from job where queue = @queue);
delete from annotation where job_id in (select id from job where queue = @queue);
delete from progress where job_id in (select id from job where queue = @queue);
delete from stream where job_id in (select id from job where queue = @queue);
delete from history where job_id in (select id from job where queue = @queue);
delete from callback where job_id in (select id from job where queue = @queue);
delete from waiting where queue = @queue;
delete from part where join_id in (select id from job where queue = @queue);
delete from part where job_id in (select id from job where queue = @queue);
delete from joint where id in (select id from job where queue = @queue);
delete from fresh where queue = @queue;
delete from offer where lane in (select id from lane where queue = @queue);
delete from held where queue = @queue;
delete from running where lane in (select id from lane where queue = @queue);
delete from hold where lane in (select id from lane where queue = @queue);
delete from job where queue = @queue;
delete from lane_quota where lane in (select id from lane where queue = @queue);
delete from lane where queue = @queue;
delete from quota where queue = @queue;
delete from agent where queue = @queue;
delete from former_agent where queue = @queue;
delete from tally where queue = @queue;
delete from queue where id = @queue;
