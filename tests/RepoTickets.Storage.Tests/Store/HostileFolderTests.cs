using System.Diagnostics;
using System.Net.Sockets;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>Links, pipes, devices and folders where files or folders of the store should be.</summary>
public sealed class HostileFolderTests
{
    [Theory]
    [InlineData("link")]
    [InlineData("dangling link")]
    [InlineData("pipe")]
    [InlineData("socket")]
    [InlineData("device")]
    [InlineData("folder")]
    public async Task Ticket_ThatIsNoFile_IsAFaultAndIsNeitherFollowedNorReplaced(string what)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Fine");
        var victim = Path.Combine(temporary.RepositoryPath, "victim.yaml");
        await File.WriteAllTextAsync(victim, TicketText.Minimal("BAD-1"));
        foreach (var path in new[] { temporary.PathOf("open/BAD-1.yaml"), temporary.PathOf("epics/BAD-1.yaml") })
        {
            Make(what, path, victim);
        }

        await temporary.Store.RefreshAsync();
        var faults = await temporary.Store.GetFaultsAsync();
        Assert.Equal(
            [("open/BAD-1.yaml", FaultReason.NotARegularFile), ("epics/BAD-1.yaml", FaultReason.NotARegularFile)],
            faults.Select(static f => (f.Path, f.Reason)));
        var id = TicketId.Parse("BAD-1");
        await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.GetAsync(id));
        await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.DeleteAsync(id));
        await Assert.ThrowsAsync<DocumentFaultException>(
            async () => await temporary.Store.CreateAsync(new Ticket { Id = id, Title = "x" }));
        await Assert.ThrowsAsync<DocumentFaultException>(
            async () => await temporary.Store.CreateAsync(new Epic { Id = EpicId.Parse("BAD-1"), Title = "x" }));
        Assert.Equal("BAD-2", (await temporary.Store.CreateAsync("bad")).Id.Value);
        await temporary.Maintenance.VerifyAsync();
        await temporary.Maintenance.RepairAsync();
        await temporary.ReopenAsync();
        Assert.Equal(2, (await temporary.Store.GetFaultsAsync()).Count);
        Assert.Equal(TicketText.Minimal("BAD-1"), await File.ReadAllTextAsync(victim));
    }

    /// <summary>As a checkout of somebody else's branch may do under a program that goes on.</summary>
    [Theory]
    [InlineData("open")]
    [InlineData("closed")]
    [InlineData("epics")]
    [InlineData("retired")]
    [InlineData("workflows")]
    public async Task Folder_ThatBecomesALinkWhileOpen_IsNotWrittenThrough(string folder)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Fine");
        await temporary.Store.CreateAsync(new Epic { Title = "Goal" });
        var (path, elsewhere) = (temporary.PathOf(folder), Path.Combine(temporary.RepositoryPath, "elsewhere"));
        Directory.CreateDirectory(path);
        Directory.Move(path, elsewhere);
        Directory.CreateSymbolicLink(path, elsewhere);
        var before = Entries(elsewhere);
        Func<Task>[] writings =
        [
            async () => await temporary.Store.CreateAsync("More"),
            async () => await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Closed }),
            async () => await temporary.Store.CreateAsync(new Epic { Title = "More" }),
            async () => await temporary.Store.DeleteAsync(ticket.Id),
        ];

        var refusals = 0;
        foreach (var write in writings)
        {
            try
            {
                await write();
            }
            catch (StoreIoException exception)
            {
                Assert.Contains($"/.tickets/{folder}", exception.Message, StringComparison.Ordinal);
                refusals++;
            }
        }

        Assert.Equal(before, Entries(elsewhere));
        Assert.True(folder == "workflows" || refusals > 0, "nothing was refused");
    }

    [Theory]
    [InlineData("open")]
    [InlineData("closed")]
    [InlineData("epics")]
    [InlineData("agents")]
    [InlineData("retired")]
    [InlineData(".sdk")]
    [InlineData(".sdk/journal")]
    [InlineData(".sdk/migration")]
    [InlineData(".sdk/quarantine")]
    [InlineData(".sdk/leases")]
    [InlineData("workflows")]
    [InlineData("workflows/definitions")]
    [InlineData("")]
    public async Task Folder_ThatIsALink_IsRefusedAtOpening(string folder)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Fine");
        await temporary.CloseAsync();
        var (path, elsewhere) = (temporary.PathOf(folder).TrimEnd('/'), Path.Combine(temporary.RepositoryPath, "elsewhere"));
        if (Directory.Exists(path))
        {
            Directory.Move(path, elsewhere);
        }
        else
        {
            Directory.CreateDirectory(elsewhere);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateSymbolicLink(path, elsewhere);
        var before = Entries(elsewhere);
        var exception = await Assert.ThrowsAsync<StoreNotFoundException>(async () => await temporary.ReopenAsync());
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Entries(elsewhere));
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("lock")]
    [InlineData("shared")]
    [InlineData("index")]
    [InlineData("index.text")]
    [InlineData("derived.lock")]
    [InlineData("checkpoint")]
    [InlineData("format")]
    [InlineData(".gitignore")]
    [InlineData("quarantine")]
    public async Task OwnFile_ThatIsALink_IsNeverWrittenThrough(string name)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Fine");
        await temporary.CloseAsync();
        var victim = Path.Combine(temporary.RepositoryPath, "victim");
        var path = temporary.PathOf(".sdk/" + name);
        if (Directory.Exists(path) || name == "quarantine")
        {
            Directory.CreateDirectory(victim);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            Directory.CreateSymbolicLink(path, victim);
        }
        else
        {
            await File.WriteAllTextAsync(victim, "precious");
            File.Delete(path);
            File.CreateSymbolicLink(path, victim);
        }

        try
        {
            await temporary.ReopenAsync();
            await temporary.Store.CreateAsync("More");
            await temporary.Maintenance.RepairAsync();
            await temporary.CloseAsync();
        }
        catch (RepoTicketsException exception)
        {
            // Refusing is as good as replacing the link; what is refused must be said in terms that callers can catch.
            Assert.NotEmpty(exception.Message);
        }

        if (Directory.Exists(victim))
        {
            Assert.Empty(Directory.EnumerateFileSystemEntries(victim));
        }
        else
        {
            Assert.Equal("precious", await File.ReadAllTextAsync(victim));
        }
    }

    [Fact]
    public async Task Configuration_ThatIsALink_IsNotFollowed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Fine");
        var victim = Path.Combine(temporary.RepositoryPath, "victim.yaml");
        await File.WriteAllTextAsync(victim, "id_prefix: EVIL\n");
        File.Delete(temporary.PathOf("config.yaml"));
        File.CreateSymbolicLink(temporary.PathOf("config.yaml"), victim);
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.CreateAsync("No"));
        Assert.Equal(("config.yaml", FaultReason.NotARegularFile), (exception.Fault.Path, exception.Fault.Reason));
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task PythonIndex_ThatIsALink_IsLeftAlone()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var victim = Path.Combine(temporary.RepositoryPath, "victim.yaml");
        await File.WriteAllTextAsync(victim, "precious");
        File.Delete(temporary.PathOf("index.yaml"));
        File.CreateSymbolicLink(temporary.PathOf("index.yaml"), victim);
        await temporary.Store.CreateAsync("Fine");
        await temporary.CloseAsync();
        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
    }

    [Fact]
    public async Task Ticket_WithASecondHardLink_IsReplacedWithoutChangingTheOther()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Fine");
        var other = Path.Combine(temporary.RepositoryPath, "other.yaml");
        using (var link = Process.Start("ln", [temporary.PathOf("open/FINE-1.yaml"), other]))
        {
            await link.WaitForExitAsync();
        }

        var before = await File.ReadAllBytesAsync(other);
        await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Assignee = "x" });
        Assert.Equal(before, await File.ReadAllBytesAsync(other));
    }

    private static void Make(string what, string path, string victim)
    {
        switch (what)
        {
            case "link":
                File.CreateSymbolicLink(path, victim);
                break;
            case "dangling link":
                File.CreateSymbolicLink(path, victim + ".none");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "socket":
                // The socket goes with its end, its name stays; long paths do not fit into an address, so it is made nearby and moved.
                var name = Path.Combine(Path.GetTempPath(), $"rt{Environment.ProcessId}-{Path.GetFileName(Path.GetDirectoryName(path))}.s");
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    socket.Bind(new UnixDomainSocketEndPoint(name));
                    Run("mv", name, path);
                }

                break;
            case "pipe":
                Run("mkfifo", path);
                break;
            default:
                // Only root may make devices; for others a link to one says nearly the same.
                if (Environment.UserName != "root" || Run("mknod", path, "c", "1", "5") != 0)
                {
                    File.CreateSymbolicLink(path, "/dev/zero");
                }

                break;
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static List<string> Entries(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
