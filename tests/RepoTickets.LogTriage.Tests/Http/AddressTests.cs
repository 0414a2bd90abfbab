using System.Net;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Tests.Servers;

namespace RepoTickets.LogTriage.Tests.Http;

public sealed class AddressTests
{
    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("gopher://example.com/")]
    [InlineData("https://user:pass@example.com/")]
    [InlineData("https://example.com/?key=1")]
    [InlineData("https://example.com/#x")]
    [InlineData("http://localhost.example.com/")]
    public void FindProblem_AddressThatLeadsAstray_IsRefused(string address)
    {
        var problem = RemoteAddress.FindProblem(new Uri(address));
        Assert.NotNull(problem);
        Assert.DoesNotContain("pass@", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com/gateway")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://[::1]:8080/")]
    public void FindProblem_GoodAddress_IsTaken(string address) => Assert.Null(RemoteAddress.FindProblem(new Uri(address)));

    [Theory]
    [InlineData("localhost")]
    [InlineData("169.254.169.254")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("a.example.com/path")]
    [InlineData("a.example.com:8080")]
    [InlineData("user@example.com")]
    [InlineData("example.com#")]
    [InlineData("example.com\\@evil.com")]
    [InlineData("metadata.google.internal")]
    [InlineData("printer.local")]
    [InlineData("a b.com")]
    [InlineData("")]
    public void IsHostName_AnythingButAName_IsRefused(string host) => Assert.False(RemoteAddress.IsHostName(host));

    [Theory]
    [InlineData("datadoghq.eu")]
    [InlineData("us5.datadoghq.com")]
    [InlineData("my-team.atlassian.net")]
    public void IsHostName_Name_IsTaken(string host) => Assert.True(RemoteAddress.IsHostName(host));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("224.0.0.1")]
    public void FindProblem_AddressInside_IsRefused(string address) =>
        Assert.NotNull(GuardedConnection.FindProblem(IPAddress.Parse(address), allowPrivateNetworks: false));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("8.8.8.8", true)]
    public void FindProblem_PrivateAllowed_StillRefusesTheMachineAndMetadata(string address, bool isTaken) =>
        Assert.Equal(isTaken, GuardedConnection.FindProblem(IPAddress.Parse(address), allowPrivateNetworks: true) is null);

    [Fact]
    public async Task Send_NameThatResolvesToTheMachine_IsNotConnected()
    {
        await using var server = new EchoServer();
        using var handler = GuardedConnection.CreateHandler(new Uri("https://api.example.com/"), allowPrivateNetworks: false);
        using var client = new HttpClient(handler);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://localhost:{server.Address.Port}/")));
        Assert.Equal(0, server.Connections);
    }
}
