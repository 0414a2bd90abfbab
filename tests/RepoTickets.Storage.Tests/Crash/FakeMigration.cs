using System.Text;
using RepoTickets.Storage.Migrations;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>From format 1 to 2 of a world that never was: changes, adds and removes files, shared and local ones.</summary>
internal sealed class FakeMigration(int from = 1) : IStoreMigration
{
    internal const string SharedMark = "retired/second.txt";
    internal const string LocalMark = ".sdk/second";

    internal static StoreMigrations ToTwo { get; } = new(2, [new FakeMigration()]);

    public int From => from;

    public int To => from + 1;

    /// <summary>What <see cref="FindProblem"/> says.</summary>
    internal string? Problem { get; init; }

    public void Run(MigrationCopy copy)
    {
        if (copy.ChangesLocal)
        {
            copy.Delete(".sdk/index");
            copy.Delete(".sdk/index.text");
            copy.Write(LocalMark, Encoding.UTF8.GetBytes($"local {To}"));
        }

        if (copy.ChangesShared)
        {
            foreach (var name in copy.List("retired").Where(static name => name.EndsWith(".yaml", StringComparison.Ordinal)))
            {
                copy.Write($"retired/{name}", [.. copy.Read($"retired/{name}")!, .. Encoding.UTF8.GetBytes($"# format {To}\n")]);
            }

            copy.Write(SharedMark, Encoding.UTF8.GetBytes($"shared {To}"));
        }
    }

    public string? FindProblem(MigrationCopy copy) => Problem;
}
