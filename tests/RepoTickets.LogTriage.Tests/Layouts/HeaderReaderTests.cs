using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Layouts;

namespace RepoTickets.LogTriage.Tests.Layouts;

public sealed class HeaderReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(
        "2026-01-02 03:04:05,678 ERROR [main] com.shop.Orders - Could not save", "2026-01-02T03:04:05", LogLevel.Error, "com.shop.Orders",
        "main", "Could not save")]
    [InlineData("2026-01-02T03:04:05.678Z WARN  c.s.Orders : Slow", "2026-01-02T03:04:05", LogLevel.Warning, "c.s.Orders", null, "Slow")]
    [InlineData("[Sun Jan 04 03:04:05 2026] [error] child died", "2026-01-04T03:04:05", LogLevel.Error, null, null, "child died")]
    [InlineData("May 14 15:16:01 web1 sshd(pam)[19939]: check pass", "2026-05-14T15:16:01", null, "sshd", "19939", "check pass")]
    [InlineData("Dec 14 15:16:01 web1 kernel: oops", "2025-12-14T15:16:01", null, "kernel", null, "oops")]
    [InlineData(
        "03-17 16:13:38.811  1702  2395 D WindowManager: text", "2026-03-17T16:13:38", LogLevel.Debug, "WindowManager", null, "text")]
    [InlineData("E0501 10:00:00.123456 controller failed", "2026-05-01T10:00:00", LogLevel.Error, null, null, "controller failed")]
    [InlineData("2026/01/02 03:04:05 [error] open failed", "2026-01-02T03:04:05", LogLevel.Error, null, null, "open failed")]
    [InlineData("[2026-01-02 03:04:05 +0200] [12] [INFO] Booting", "2026-01-02T01:04:05", LogLevel.Information, null, "12", "Booting")]
    [InlineData(
        "2026-01-02 03:04:05, Info                  CBS    Loaded", "2026-01-02T03:04:05", LogLevel.Information, null, null,
        "CBS    Loaded")]
    [InlineData("ERROR: something broke", null, LogLevel.Error, null, null, "something broke")]
    [InlineData("fail: Shop.Web[13]", null, LogLevel.Error, null, null, "Shop.Web[13]")]
    [InlineData("Error: something: code 5", null, null, null, null, "Error: something: code 5")]
    [InlineData("Something happened at 2026-01-02 10:00:00", null, null, null, null, "Something happened at 2026-01-02 10:00:00")]
    [InlineData("2026-01-02 10:00:00 Station Feeder: stopped", "2026-01-02T10:00:00", null, null, null, "Station Feeder: stopped")]
    [InlineData("17 items left", null, null, null, null, "17 items left")]
    [InlineData("", null, null, null, null, "")]
    [InlineData("Mar 4 12:00:00 []", "2026-03-04T12:00:00", null, null, null, "[]")]
    [InlineData("2026-01-02 10:00:00 +1409 late", null, null, null, null, "late")]
    public void Read_OfALine_FindsItsHeader(string line, string? time, LogLevel? level, string? logger, string? thread, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var header = HeaderReader.Read(bytes, Now);
        Assert.Equal(time, header.Time?.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        Assert.Equal(level, header.Level);
        Assert.Equal(logger ?? "", Encoding.UTF8.GetString(bytes[header.Logger]));
        Assert.Equal(thread ?? "", Encoding.UTF8.GetString(bytes[header.Thread]));
        Assert.Equal(message, Encoding.UTF8.GetString(bytes[header.MessageStart..]));
    }

    [Fact]
    public void Read_OfRandomLines_StaysWithinThem()
    {
        var alphabet = "0123456789:-/.,T Z[]()ERRORINFOJanMon|abc\u00e9=+"u8;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var line = new byte[random.Next(80)];
            for (var index = 0; index < line.Length; index++)
            {
                line[index] = alphabet[random.Next(alphabet.Length)];
            }

            try
            {
                Assert.InRange(HeaderReader.Read(line, Now).MessageStart, 0, line.Length);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }
}
