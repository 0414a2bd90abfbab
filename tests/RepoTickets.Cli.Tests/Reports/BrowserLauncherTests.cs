using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Reports;

namespace RepoTickets.Cli.Tests.Reports;

public sealed class BrowserLauncherTests : IDisposable
{
    private readonly TestRepository _folder = new();

    [Fact]
    public async Task TryOpen_OnADesktop_GivesTheFileToItsOpener()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var told = Path.Join(_folder.Folder, "told");
        var opener = _folder.Write(
            "xdg-open", $"#!/bin/sh\necho noise; echo noise >&2; printf '%s' \"$1\" >'{told}.part'; mv '{told}.part' '{told}'\n");
        File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.True(BrowserLauncher.TryOpen("/a folder/it's.html", Environment($"{_folder.Folder}:/usr/bin:/bin", ":0")));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(told))
        {
            await Task.Delay(5, patience.Token);
        }

        Assert.Equal("/a folder/it's.html", await File.ReadAllTextAsync(told));
    }

    [Theory]
    [InlineData("/usr/bin:/bin", null)]
    [InlineData("/nowhere", ":0")]
    public void TryOpen_WithoutDesktopOrOpener_SaysSo(string path, string? display)
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.False(BrowserLauncher.TryOpen("/a.html", Environment(path, display)));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Func<string, string?> Environment(string path, string? display) => name => name switch
    {
        "PATH" => path,
        "DISPLAY" => display,
        _ => null,
    };
}
