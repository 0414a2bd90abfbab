namespace RepoTickets.LogTriage.Tests.Defects;

/// <summary>What the ancestor told apart or threw together wrongly, through the public grouper.</summary>
public sealed class GroupingDefectTests
{
    [Theory]
    [InlineData("Job started at 2026-01-02T03:04:05Z and failed", "Job started at 2026-01-03T13:14:15.678Z and failed")]
    [InlineData("Job started at 2026-01-02 03:04:05,123 and failed", "Job started at 2026-11-12 23:14:15,999 and failed")]
    [InlineData("Query took 3000 ms", "Query took 3001 ms")]
    [InlineData("Query took 3000ms", "Query took 17ms")]
    [InlineData("Order ord17x is lost", "Order ord9482y is lost")]
    [InlineData("Bad pointer 0x1f", "Bad pointer 0xdeadbeef")]
    [InlineData("No answer from 10.0.0.42", "No answer from 192.168.7.1")]
    public void Assign_WhatVariesFromOneOccurrenceToTheNext_IsOneGroup(string one, string other) =>
        Assert.Equal(IdsOf(one, other)[0], IdsOf(one, other)[1]);

    [Theory]
    [InlineData("Failed: java.lang.NullPointerException", "Failed: java.lang.IllegalStateException")]
    [InlineData("Ошибка сети", "Ошибка диска")]
    [InlineData("数据库连接失败", "磁盘已满")]
    [InlineData("Connection failed", "Payment failed because the connection was refused by the bank")]
    public void Assign_DifferentFaults_AreDifferentGroups(string one, string other) =>
        Assert.NotEqual(IdsOf(one, other)[0], IdsOf(one, other)[1]);

    private static LogGroupId[] IdsOf(params string[] messages)
    {
        var grouper = LogGrouping.Create();
        return [.. messages.Select(message => grouper.Assign(new() { Message = message, Service = "shop" }).Id)];
    }
}
