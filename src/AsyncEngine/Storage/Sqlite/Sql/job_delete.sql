-- All that belongs to a job, and the job; its place is empty already. Several statements, in this order. Verb: remove.
delete from payload
where id in (
    (select arguments_id from job where id = @id),
    (select settings_id from job where id = @id),
    (select result_id from outcome where id = @id));
delete from outcome where id = @id;
delete from tag where job_id = @id;
delete from annotation where job_id = @id;
delete from progress where job_id = @id;
delete from stream where job_id = @id;
delete from history where job_id = @id;
delete from callback where job_id = @id;
delete from part where job_id = @id or join_id = @id;
delete from joint where id = @id;
delete from fresh where id = @id;
delete from job where id = @id;
