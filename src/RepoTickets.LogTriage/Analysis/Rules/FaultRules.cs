namespace RepoTickets.LogTriage.Rules;

/// <summary>The rules, in the order in which ties are decided.</summary>
internal static class FaultRules
{
    /// <summary>What a fault is when nothing more is known.</summary>
    internal static FaultRule Unknown { get; } = new("unknown", FaultSeverity.Medium, "System Error", "", "error exception failed failure fault")
    {
        Causes = ["A fault that none of the rules knows.", "An unexpected state or input."],
        Actions = ["Read the original log and its stack trace below.", "Look for a recent change of this service."],
    };

    internal static IReadOnlyList<FaultRule> All { get; } =
    [
        new("database-connection", FaultSeverity.High, "Database Connection Failed",
            "database connection|connection to database|connect to database|connection to the database|connect to the database|jdbc connection|sql connection|" +
            "db connection|connection pool|too many connections|communications link failure|cannot open connection|hikari pool|database unavailable|" +
            "database timeout|query timeout|database is locked",
            "database jdbc sql connection pool hikari postgres mysql")
        {
            Causes = ["The database is down or cannot be reached.", "All connections of the pool are in use.", "Credentials or the address are wrong."],
            Actions = ["Check the state and load of the database.", "Compare the size of the pool with the load.", "Check address, credentials and network rules."],
        },
        new("database-constraint", FaultSeverity.Medium, "Database Constraint Violation",
            "constraint violation|duplicate entry|duplicate key|foreign key|unique constraint|integrity constraint|data integrity violation|violates unique|" +
            "violates foreign|violates not null|violates check|cannot be null",
            "constraint violation duplicate foreign unique integrity")
        {
            Causes = ["The same record is written twice.", "A record refers to one that is not there.", "Two requests race."],
            Actions = ["Find the statement and its values.", "Make the operation safe to repeat.", "Check the order of writes."],
        },
        new("timeout", FaultSeverity.Medium, "Operation Timeout",
            "timed out|timeout|time out|deadline exceeded|took too long|wait time exceeded",
            "timeout timed deadline exceeded slow")
        {
            Causes = ["Another service answers slowly.", "The limit is too short for the load.", "A resource is exhausted."],
            Actions = ["Find the call that did not answer.", "Look at the latency of what is called.", "Check limits and retries."],
        },
        new("network-error", FaultSeverity.High, "Network Error",
            "connection refused|connection reset|host unreachable|no route to host|network is unreachable|network unreachable|unknown host|name resolution|" +
            "name or service not known|broken pipe|socket closed|ssl handshake|handshake failed|connection closed|connection aborted|network error",
            "network socket connection refused reset unreachable dns tls")
        {
            Causes = ["The other side is down.", "Names are not resolved.", "A firewall or a certificate stands in the way."],
            Actions = ["Check that the other side runs and listens.", "Resolve its name from here.", "Check network rules and certificates."],
        },
        new("http-client-error", FaultSeverity.Low, "HTTP 4xx Error",
            "bad request|too many requests|method not allowed|unprocessable entity|http client error|unsupported media type",
            "http client request status")
        {
            StatusClass = 4,
            Causes = ["The request is malformed or not allowed.", "The address is wrong.", "Too many requests are made."],
            Actions = ["Look at the request that was refused.", "Compare it with the interface of what is called.", "Check credentials and limits."],
        },
        new("http-server-error", FaultSeverity.High, "HTTP 5xx Error",
            "internal server error|bad gateway|service unavailable|gateway timeout|http server error",
            "http server gateway upstream status")
        {
            StatusClass = 5,
            Causes = ["The called service fails.", "It is overloaded or being deployed.", "A gateway cannot reach it."],
            Actions = ["Look at the logs of the called service.", "Check its health and its last deployment.", "Check the gateway."],
        },
        new("authentication-error", FaultSeverity.Medium, "Authentication Error",
            "authentication failed|authentication failure|authentication error|authentication exception|unauthorized|access denied|invalid credentials|" +
            "bad credentials|invalid token|token expired|expired token|permission denied|forbidden|login failed|authorization failed",
            "authentication authorization unauthorized credentials token login password")
        {
            Causes = ["Credentials are wrong or have expired.", "Rights are missing.", "The clock or the issuer of tokens is wrong."],
            Actions = ["Check the credentials and when they expire.", "Check the rights of the account.", "Look for many failures from one place."],
        },
        new("file-not-found", FaultSeverity.Low, "File Not Found",
            "file not found|no such file|path not found|directory not found|blob not found|cannot find the file|could not find file|no such key|file does not exist",
            "file path directory blob missing")
        {
            Causes = ["The file was moved, removed or never written.", "The path is wrong.", "It is read before it is there."],
            Actions = ["Check the path and who writes the file.", "Check rights on the folder.", "Check the order of the jobs."],
        },
        new("disk-space", FaultSeverity.High, "Disk Space Error",
            "no space left|disk full|disk is full|disk space|insufficient storage|quota exceeded|not enough space|volume is full",
            "disk space full quota storage volume")
        {
            Causes = ["The disk is full.", "A quota is reached.", "Logs or temporary files grow."],
            Actions = ["Free space now.", "Find what grows.", "Watch the disk and rotate logs."],
        },
        new("out-of-memory", FaultSeverity.High, "Memory Error",
            "out of memory|java heap space|memory limit|cannot allocate memory|gc overhead|oom killed|memory exhausted|heap exhausted",
            "memory heap oom allocate gc")
        {
            Causes = ["More is kept in memory than there is room for.", "The limit of the process is too small.", "Memory leaks."],
            Actions = ["Take a dump when it happens.", "Compare the limit with the use over time.", "Look for large inputs."],
        },
        new("configuration-error", FaultSeverity.Medium, "Configuration Error",
            "configuration error|missing configuration|invalid configuration|configuration missing|missing property|required property|missing setting|" +
            "environment variable|resolve placeholder|bean creation|invalid setting|misconfigured",
            "configuration config property setting placeholder environment")
        {
            Causes = ["A setting is missing or has a wrong value.", "A deployment has the settings of another place."],
            Actions = ["Compare the settings with those of the last good deployment.", "Check names and spelling of the setting."],
        },
        new("kafka-consumer", FaultSeverity.Medium, "Kafka Consumer Error",
            "kafka consumer|consumer group|offset commit|commit failed exception|consumer lag|rebalance|kafka exception",
            "kafka consumer offset partition broker topic")
        {
            Causes = ["Records take longer than the poll interval.", "A record cannot be read.", "The broker cannot be reached."],
            Actions = ["Check the lag and the time per record.", "Find the offset that fails.", "Check the brokers."],
        },
        new("message-queue", FaultSeverity.Medium, "Message Queue Error",
            "message queue|rabbit mq|rabbitmq|dead letter|publish message|queue full|queue is full|amqp|jms exception|sqs exception|unroutable message",
            "queue message broker publish exchange amqp rabbitmq")
        {
            Causes = ["The broker cannot be reached or refuses.", "Messages cannot be handled and pile up.", "A queue is missing or full."],
            Actions = ["Check the broker and its queues.", "Look at the dead letters.", "Check who consumes."],
        },
    ];
}
