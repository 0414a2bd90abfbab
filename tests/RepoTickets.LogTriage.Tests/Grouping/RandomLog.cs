namespace RepoTickets.LogTriage.Tests.Grouping;

/// <summary>Messages with numbers and with words that vary; the same seed gives the same messages.</summary>
internal static class RandomLog
{
    private static readonly string[] Users = ["alice", "bob", "carol", "dave", "erin", "frank", "root", "svc_backup"];
    private static readonly string[] Modules = ["CartService", "OrderService", "MailSender", "IndexBuilder", "TaxTable"];

    internal static string[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(8) switch
        {
            0 => $"Login failed for user {Users[random.Next(Users.Length)]} from 10.0.0.{random.Next(255)}",
            1 => $"Session of user {Users[random.Next(Users.Length)]} expired after {random.Next(99)} min",
            2 => $"Module {Modules[random.Next(Modules.Length)]} could not be loaded",
            3 => $"state={Users[random.Next(Users.Length)]} retries={random.Next(9)} owner={Modules[random.Next(Modules.Length)]}",
            4 => $"Order {random.Next(1_000)} was rejected by {Modules[random.Next(Modules.Length)]}: card declined",
            5 =>
                $"Volume {(random.Next(2) == 0 ? "data" + random.Next(9) : Users[random.Next(Users.Length)])} is full on this " +
                "machine again",
            6 => "Disk failure",
            _ => $"Word{(char)('a' + random.Next(26))} {(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))} unexpected here",
        })];
    }
}
