using System.Runtime.Versioning;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Processes;

[UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyFolderTests
{
    [PermissionFact]
    public async Task Create_WhereNothingCanBeWritten_SaysThatTheStoreIsReadOnlyAndWhy()
    {
        using var repository = new TestRepository();
        var folder = Directory.CreateDirectory(Path.Join(repository.Tickets, "open")).Parent!.FullName;
        repository.Write(".tickets/config.yaml", "default_status: open\n");
        repository.Write(".tickets/open/LOGIN-1.yaml", "id: LOGIN-1\ntitle: Login\nstatus: open\n");
        var before = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using var list = TicketsProcess.StartWithoutPrivileges(repository.Folder, "list");
            Assert.Contains("LOGIN-1", (await list.EndAsync()).Answers(ExitCodes.Success).Output, StringComparison.Ordinal);
            using var create = TicketsProcess.StartWithoutPrivileges(repository.Folder, "create", "Logout");
            var error = (await create.EndAsync()).Answers(ExitCodes.Failure).Error;
            Assert.DoesNotContain("event log", error, StringComparison.Ordinal);
            Assert.Contains("cannot be written", error, StringComparison.Ordinal);
            Assert.Contains(".sdk", error, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder, before);
        }
    }
}
